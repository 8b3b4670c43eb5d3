/**
 * The calls to Meta's Graph API that this program makes, as activities see them. `createGraphClient` implements it over
 * HTTP; tests of activities fake it.
 *
 * Every method throws {@link GraphError} and nothing else; none retries. Reads follow paging to the end. Ids are opaque
 * strings.
 */
import type {
  AssignedUser,
  Business,
  CreditAllocation,
  CreditLine,
  CreditLineNode,
  Flow,
  InvoiceGroup,
  MigrationNode,
  PhoneNumber,
  SubscribedApp,
  Template,
  TokenInfo,
  Waba,
} from '../../domain/account';

/** With whose token a call is made, for which account's budget, and until when. */
export interface CallOptions {
  /** The token itself; it goes into the `Authorization` header only. */
  readonly token: string;
  /** The account whose hourly budget the call counts against, where it is not in the path. */
  readonly budgetOf?: string;
  /** Aborts a read. Writes are never aborted: their answer decides. */
  readonly signal?: AbortSignal;
}

/** Answer of `set_payment_method_migration_intent`. */
export interface InitiatedMigration {
  readonly migrationId: string;
  /** Meta calls it `migration_status` here and `status` elsewhere. */
  readonly status: string;
}

/** Answer of `POST /{phone}/messages`: accepted is not delivered. */
export interface AcceptedMessage {
  readonly messageId: string;
  readonly status?: string;
}

/** Answer of a credit write. */
export interface SharedLine {
  /** `allocation_config_id`; absent where the answer names none. */
  readonly allocationId?: string;
}

/** Meta's Graph API. */
export interface GraphApi {
  /** Where the calls go: host name without port, and the app's id, as in `graph.facebook.com/1234567890`. */
  readonly origin: string;

  /** `GET /{waba}` with the rich fields; where Meta refuses one of them, the core fields and what else can be read. */
  getWaba(call: CallOptions, wabaId: string): Promise<Waba>;
  /** `GET /{waba}/phone_numbers`, all pages. */
  listPhoneNumbers(call: CallOptions, wabaId: string): Promise<PhoneNumber[]>;
  /** `GET /{waba}/message_templates`, all pages, with components. */
  listTemplates(call: CallOptions, wabaId: string): Promise<Template[]>;
  /** `GET /{waba}/message_templates?summary=total_count&limit=1`: one cheap call. */
  countTemplates(call: CallOptions, wabaId: string): Promise<number>;
  /** `GET /{waba}/flows`, all pages. */
  listFlows(call: CallOptions, wabaId: string): Promise<Flow[]>;
  /** `GET /{waba}/subscribed_apps`. */
  listSubscribedApps(call: CallOptions, wabaId: string): Promise<SubscribedApp[]>;
  /** `GET /{waba}/assigned_users?business=`, all pages, for one portfolio. */
  listAssignedUsers(call: CallOptions, wabaId: string, businessId: string): Promise<AssignedUser[]>;
  /** `GET /{business}/owned_whatsapp_business_accounts`, all pages, core fields and owner. */
  listOwnedWabas(call: CallOptions, businessId: string): Promise<Waba[]>;
  /** `GET /{business}/client_whatsapp_business_accounts`, all pages, core fields and owner. */
  listClientWabas(call: CallOptions, businessId: string): Promise<Waba[]>;

  /** `POST /{waba}/set_payment_method_migration_intent`. `extended_credit_id` is left out where none is given. */
  initiateMigration(
    call: CallOptions,
    wabaId: string,
    intent: { readonly currency: string; readonly extendedCreditId?: string },
  ): Promise<InitiatedMigration>;
  /** `GET /{migration}`. */
  getMigration(call: CallOptions, migrationId: string): Promise<MigrationNode>;
  /** `POST /{migration}/resume_migration`, without a body. Cannot be undone. */
  resumeMigration(call: CallOptions, migrationId: string): Promise<MigrationNode>;

  /** `POST /{waba}/subscribed_apps`: subscribes the token's app; without an override it erases an existing one. */
  subscribeApp(
    call: CallOptions,
    wabaId: string,
    override?: { readonly callbackUri: string; readonly verifyToken: string },
  ): Promise<void>;
  /** `POST /{waba}/assigned_users`. */
  assignUser(
    call: CallOptions,
    wabaId: string,
    user: { readonly id: string; readonly tasks: readonly string[] },
  ): Promise<void>;
  /** `POST /{phone}/messages` with a template. Not idempotent: a repeat sends twice. */
  sendTemplateMessage(
    call: CallOptions,
    phoneNumberId: string,
    message: { readonly to: string; readonly template: string; readonly language: string },
  ): Promise<AcceptedMessage>;

  /** `GET /debug_token` for the call's own token. */
  debugToken(call: CallOptions): Promise<TokenInfo>;
  /**
   * `GET /{business}/extendedcredits`, all pages, with balance and available credit; where Meta refuses those, id and
   * legal entity.
   */
  listCreditLines(call: CallOptions, businessId: string): Promise<CreditLine[]>;
  /** `GET /{line}` with every field; fields that Meta refuses are left out one by one and named. */
  getCreditLine(call: CallOptions, lineId: string): Promise<CreditLineNode>;
  /** `GET /{line}/extended_credit_invoice_groups`, all pages. */
  listInvoiceGroups(call: CallOptions, lineId: string): Promise<InvoiceGroup[]>;
  /**
   * `GET /{line}/owning_credit_allocation_configs`, for one receiving business or for all: a list or a single object, as
   * Meta likes. Active records only.
   */
  listAllocations(call: CallOptions, lineId: string, receivingBusinessId?: string): Promise<CreditAllocation[]>;
  /** `GET /{allocation}?fields=receiving_credential,receiving_business,request_status`. */
  getAllocation(call: CallOptions, allocationId: string): Promise<CreditAllocation>;
  /** `POST /{line}/whatsapp_credit_sharing`: a sharing record with a business; funds nothing by itself. */
  shareCreditLine(call: CallOptions, lineId: string, receivingBusinessId: string): Promise<SharedLine>;
  /** `POST /{line}/whatsapp_credit_attach`, with the customer's business token: funds an account of a shared business. */
  attachCreditLine(
    call: CallOptions,
    lineId: string,
    account: { readonly wabaId: string; readonly currency: string },
  ): Promise<SharedLine>;
  /** `POST /{line}/whatsapp_credit_sharing_and_attach`: both in one call, with the system user's token. */
  shareAndAttachCreditLine(
    call: CallOptions,
    lineId: string,
    account: { readonly wabaId: string; readonly currency: string },
  ): Promise<SharedLine>;
  /** `DELETE /{allocation}`: revokes it, for every account of that business at once. */
  deleteAllocation(call: CallOptions, allocationId: string): Promise<void>;
  /** `DELETE /{waba}/assigned_users?user=`. */
  removeUser(call: CallOptions, wabaId: string, userId: string): Promise<void>;

  /** `GET /me`: whose token this is. */
  getMe(call: CallOptions): Promise<{ readonly id: string; readonly name?: string }>;
  /** `GET /me/businesses`, all pages: the portfolios that the token belongs to. */
  listMyBusinesses(call: CallOptions): Promise<Business[]>;
  /** `GET /{business}?fields=name,verification_status`. */
  getBusiness(call: CallOptions, businessId: string): Promise<Business>;
}
