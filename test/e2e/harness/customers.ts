/** Customers of the partner, for tests of credit: their ids and business tokens are known before a worker starts. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatedWaba } from './simulator-process';

/** A customer: its portfolio, its accounts, and the name of its business token among the workers' tokens. */
export interface Customer {
  readonly businessId: string;
  readonly wabas: readonly SimulatedWaba[];
  readonly tokenRef: string;
  readonly token: string;
}

/** Customers of one world. */
export interface CustomerBook {
  /** The file that workers read the business tokens from. */
  readonly tokensFile: string;
  /** The id of the next customer, its token and the name of that token; throws when the book is full. */
  next(): Omit<Customer, 'wabas'>;
}

const NUMBERED = Array.from({ length: 400 }, (_, index) => {
  const businessId = `27300000000${String(index + 1).padStart(6, '0')}`;
  return { businessId, tokenRef: `customer-${businessId}`, token: `sim-customer-token-${businessId}` };
});

/** Writes the tokens of all customers that a world may come to have. */
export async function createCustomerBook(dir: string): Promise<CustomerBook> {
  const tokensFile = join(dir, 'customer-tokens.json');
  await writeFile(tokensFile, JSON.stringify(Object.fromEntries(NUMBERED.map((each) => [each.tokenRef, each.token]))));
  let used = 0;
  return {
    tokensFile,
    next() {
      const customer = NUMBERED[used++];
      if (customer === undefined) throw new Error(`a world has ${NUMBERED.length} customers at most`);
      return customer;
    },
  };
}
