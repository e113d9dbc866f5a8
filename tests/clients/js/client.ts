// One typed client over three transports. A document is sent as text, or by the name it has in the manifest.
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';
import type { TypedDocumentString } from './generated/graphql.js';
import type { Instant } from './scalars.js';

export type Protocol = 'http' | 'ws' | 'sse';

interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** What stands under `extensions` of an error; `code` tells them apart. */
export type Problem =
  | {
      readonly code: 'CONFLICT';
      readonly fields?: readonly FieldProblem[];
      readonly takenFrom?: Instant;
      readonly takenUntil?: Instant;
      readonly free?: readonly { readonly startsAt: Instant; readonly endsAt: Instant }[];
    }
  | { readonly code: 'INVALID'; readonly fields?: readonly FieldProblem[] }
  | { readonly code: 'FORBIDDEN' | 'PLAN_REQUIRED' | 'MODULE_DISABLED'; readonly field?: string }
  | { readonly code: 'RATE_LIMITED'; readonly retryAfter?: number }
  | {
      readonly code:
        | 'UNAUTHENTICATED'
        | 'CLINIC_SUSPENDED'
        | 'NOT_FOUND'
        | 'LIMIT_REACHED'
        | 'UNAVAILABLE'
        | 'INTERNAL'
        | 'PERSISTED_ONLY'
        | 'PERSISTED_QUERY_NOT_FOUND';
    };

export interface Result<R> {
  /** Null when the request was refused as a whole. */
  readonly data: R | null;
  readonly problems: readonly Problem[];
}

interface Wire<R> {
  readonly data?: R | null;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
}

/** Variables may be left out where none is required. */
type Given<V> = {} extends V ? [variables?: V] : [variables: V];

/** A subscription of this API: its one root tells the number to go on from. */
type Followed = Record<string, { readonly seq: number } | null>;

export interface Options {
  readonly protocol: Protocol;
  readonly address: string;
  readonly token?: string;
  /** Send `documentId` and no text. */
  readonly persisted?: boolean;
}

export class Client {
  readonly #options: Options;
  readonly #stream: ReturnType<typeof streams>;

  constructor(options: Options) {
    this.#options = options;
    this.#stream = streams(options);
  }

  /** The answer to a query or mutation, over the client's protocol. */
  async run<R, V>(document: TypedDocumentString<R, V>, ...[variables]: Given<NoInfer<V>>): Promise<Result<R>> {
    return this.send<R>(this.#request(document, variables ?? {}));
  }

  /** Whatever object is sent. */
  async send<R>(request: Request): Promise<Result<R>> {
    if (this.#options.protocol === 'http') return result(await this.#post<R>(request));
    try {
      for await (const answer of this.#stream.iterate(request)) return result(answer as Wire<R>);
    } catch (refused) {
      // graphql-ws throws the errors of a request that did not run.
      if (Array.isArray(refused)) return result<R>({ errors: refused });
      throw refused;
    }
    throw new Error('the operation ended without an answer');
  }

  /** A subscription's events; whenever the connection breaks it goes on behind the last one. */
  async *follow<R extends Followed, V extends { readonly after?: number | null | undefined }>(
    document: TypedDocumentString<R, V>,
    variables: NoInfer<V>,
  ): AsyncGenerator<NonNullable<R[keyof R]>> {
    const moving: { after?: number | null | undefined } = { ...variables };
    // This very object is sent again by both clients.
    for await (const answer of this.#stream.iterate(this.#request(document, moving))) {
      const { data, problems } = result(answer as Wire<R>);
      const event = data && (Object.values(data)[0] as R[keyof R]);
      if (!event) throw new Error(`refused: ${JSON.stringify(problems)}`);
      moving.after = event.seq;
      yield event;
    }
  }

  async close(): Promise<void> {
    await this.#stream.dispose();
  }

  #request<R, V>(document: TypedDocumentString<R, V>, variables: object): Request {
    if (!this.#options.persisted) return { query: document.toString(), variables: variables as Record<string, unknown> };
    const documentId = document.__meta__?.['hash'];
    if (typeof documentId !== 'string') throw new Error('the document has no hash');
    // graphql-ws demands a text; an empty one is none.
    return { documentId, query: '', variables: variables as Record<string, unknown> };
  }

  async #post<R>(request: Request): Promise<Wire<R>> {
    const answer = await fetch(`http://${this.#options.address}/graphql`, {
      method: 'POST',
      headers: {
        ...bearer(this.#options),
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify(request),
    });
    return (await answer.json()) as Wire<R>;
  }
}

type Request = { query: string; variables: Record<string, unknown>; documentId?: string };

function bearer({ token }: Options): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function result<R>({ data, errors }: Wire<R>): Result<R> {
  return { data: data ?? null, problems: (errors ?? []).map(({ extensions }) => extensions as Problem) };
}

/** What carries subscriptions: WebSocket, or server-sent events for a client of HTTP too. */
function streams(options: Options) {
  if (options.protocol === 'ws') {
    return createWs({
      url: `ws://${options.address}/graphql`,
      connectionParams: bearer(options),
      webSocketImpl: WebSocket, // Node 20 has none of its own
    });
  }
  return createSse({ url: `http://${options.address}/graphql`, headers: bearer(options) });
}
