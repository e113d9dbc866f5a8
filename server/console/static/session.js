/**
 * Who is signed in, and requests in their name.
 *
 * Tokens live in sessionStorage: they end with the tab and are seen by no other. Cookies are left out of every
 * request, so that the role shown is the role that asks.
 */
import { DOCUMENTS } from "./documents.js";

const KEY = "odontograph.session";
const SOON = 15_000; // a token this close to its end (ms) is renewed before use

export const boot = JSON.parse(document.getElementById("boot").textContent);

class Session extends EventTarget {
  #state = read();
  #renewal = null;

  /** The identifier of the person signed in, or null. */
  get identifier() {
    return this.#state.identifier;
  }

  /** The demo sign-in in use, or null. */
  get person() {
    return boot.signIns.find((one) => one.identifier === this.#state.identifier) ?? null;
  }

  /** Become the person of a demo sign-in, on the token of an earlier visit where there is one. */
  async become(person) {
    if (!alive(this.#state.tokens[person.identifier])) await this.#fetchToken(person.identifier, person.password);
    this.#use(person.identifier);
  }

  async signIn(identifier, password) {
    await this.#fetchToken(identifier, password);
    this.#use(identifier);
  }

  signOut(reason = null) {
    this.#state = { identifier: null, tokens: {} };
    this.#changed(reason);
  }

  /** A token good for the next request, or null when nobody is signed in. */
  async token() {
    const { identifier, tokens } = this.#state;
    if (identifier === null) return null;
    if (alive(tokens[identifier])) return tokens[identifier].accessToken;
    return this.#renew();
  }

  /** `fetch` in the name of whoever is signed in; a token found dead is renewed once. */
  fetch = async (url, options = {}) => {
    const token = await this.token();
    const answer = await send(url, options, token);
    if (answer.status !== 401 || token === null || new Headers(options.headers).has("authorization")) return answer;
    this.forget();
    const fresh = await this.#renew();
    return fresh === null ? answer : send(url, options, fresh);
  };

  /** The token in use was refused: the next request gets another. */
  forget() {
    delete this.#state.tokens[this.#state.identifier];
  }

  /** The data of one operation; throws an Error with the server's words when there is none. */
  async ask(query, variables = {}) {
    return dataOf(await this.fetch(boot.graphql, post(query, variables)));
  }

  /** What one operation gives, `{data, errors}`: for whoever can do with a part. Throws where the server has no answer. */
  async answer(query, variables = {}) {
    const answer = await this.fetch(boot.graphql, post(query, variables));
    const body = await answer.json().catch(() => null);
    if (!body?.data && !body?.errors) throw new Error(`The server answered ${answer.status}.`);
    return body;
  }

  #renew() {
    this.#renewal ??= this.#signInAgain().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #signInAgain() {
    const { person } = this;
    if (person === null) {
      this.signOut("The session has ended. Sign in again.");
      return null;
    }
    await this.#fetchToken(person.identifier, person.password);
    this.#write();
    return this.#state.tokens[person.identifier].accessToken;
  }

  async #fetchToken(identifier, password) {
    const answer = await send(boot.graphql, post(DOCUMENTS.signIn, { identifier, password }), null);
    const { accessToken, expiresAt } = (await dataOf(answer)).signIn;
    this.#state.tokens[identifier] = { accessToken, expiresAt };
  }

  #use(identifier) {
    this.#state.identifier = identifier;
    this.#changed(null);
  }

  #changed(reason) {
    this.#write();
    this.dispatchEvent(new CustomEvent("change", { detail: reason }));
  }

  #write() {
    sessionStorage.setItem(KEY, JSON.stringify(this.#state));
  }
}

function read() {
  try {
    const { identifier, tokens } = JSON.parse(sessionStorage.getItem(KEY));
    return { identifier: identifier ?? null, tokens: tokens ?? {} };
  } catch {
    return { identifier: null, tokens: {} };
  }
}

function alive(token) {
  return token !== undefined && !(Date.parse(token.expiresAt) - Date.now() < SOON);
}

function post(query, variables) {
  return {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query, variables }),
  };
}

function send(url, options, token) {
  const headers = new Headers(options.headers);
  if (token !== null && !headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
  return fetch(url, { ...options, headers, credentials: "omit", cache: "no-store" });
}

async function dataOf(answer) {
  const body = await answer.json().catch(() => null);
  if (body?.errors?.length) throw new Error(body.errors[0].message);
  if (!answer.ok || !body?.data) throw new Error(`The server answered ${answer.status}.`);
  return body.data;
}

export const session = new Session();
