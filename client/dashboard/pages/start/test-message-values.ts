/** The test message of a start, as the form holds it: all of it or nothing. */
import type { StartBody } from '../../server/shapes';
import type { Fault, Faults } from '../../words/faults';

/** Its fields are named as the API names them when it refuses one. */
export interface TestMessageValues {
  readonly 'testMessage.to': string;
  readonly 'testMessage.template': string;
  readonly 'testMessage.language': string;
}

/** No test message. */
export const testMessageValues: TestMessageValues = {
  'testMessage.to': '',
  'testMessage.template': '',
  'testMessage.language': '',
};

/** A number as people write it, "+91 98765 43210", without what only separates. */
const receiver = (text: string): string => text.replaceAll(/[\s().-]/g, '');

/** What is wrong with it. */
export function checkTestMessage(values: TestMessageValues): Faults<TestMessageValues> {
  if (testMessageBody(values) === undefined) return {};
  return {
    'testMessage.to': faultOfReceiver(receiver(values['testMessage.to'])),
    'testMessage.template': faultOfTemplate(values['testMessage.template'].trim()),
    'testMessage.language': faultOfLanguage(values['testMessage.language'].trim()),
  };
}

/** The message; undefined where none is asked for. */
export function testMessageBody(values: TestMessageValues): StartBody['testMessage'] {
  const to = receiver(values['testMessage.to']);
  const template = values['testMessage.template'].trim();
  const language = values['testMessage.language'].trim();
  return to === '' && template === '' && language === '' ? undefined : { to, template, language };
}

function faultOfReceiver(to: string): Fault | undefined {
  const text = 'A receiver is a number with + and its country, as in +91 98765 43210.';
  if (/^\+[1-9]\d{6,14}$/.test(to)) return undefined;
  // More digits may make it whole.
  return /^(\+([1-9]\d{0,5})?)?$/.test(to) ? { text, isMissing: true } : { text };
}

function faultOfTemplate(name: string): Fault | undefined {
  if (name === '') return { text: 'Name the template to send, as in order_update.', isMissing: true };
  if (name === 'hello_world') return { text: 'Meta sends hello_world from its own test numbers only: name another.' };
  if (/^[a-z0-9_]{1,512}$/.test(name)) return undefined;
  return { text: 'A template’s name has small letters, digits and _, as in order_update.' };
}

function faultOfLanguage(code: string): Fault | undefined {
  const text = 'A language is given by its code, as in en_US.';
  if (/^[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*$/.test(code)) return undefined;
  return /^([A-Za-z]?|[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*_[A-Za-z0-9]?)$/.test(code)
    ? { text, isMissing: true }
    : { text };
}
