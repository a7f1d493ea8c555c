// Who may take a place, decided before anything is allocated for them.
import { createRate, type RateLimits } from './rate.ts';

export type Asker = {
  address: string;
  /** Who it is, where that is known: an account, a room's member. */
  principal?: string | undefined;
};

/** With how often one address may connect. */
export type Limits = {
  /** Open at once, in all. */
  total: number;
  /** Open at once, from one address. */
  perAddress: number;
  /** Open at once, of one principal. */
  perPrincipal: number;
} & RateLimits;

export type Refusal = {
  /** RFC 6585, section 4, where the asker can help it; RFC 9110, section 15.6.4, where not. */
  status: 429 | 503;
  /** Seconds, for `Retry-After`. An EventSource does not come back by itself: the page has to. */
  retryAfter: number;
  /** With the remedy. */
  sentence: string;
};

/** Gives the place back; more than once does nothing. */
export type Place = { leave: () => void };

export type Admission = {
  admit: (asker: Asker) => Place | Refusal;
  readonly open: number;
};

const defaultLimits: Limits = {
  total: 10_000,
  perAddress: 300,
  perPrincipal: 20,
  burst: 300,
  perSecond: 50,
};

export function isRefusal(answer: Place | Refusal): answer is Refusal {
  return 'status' in answer;
}

/** @param now milliseconds, of a clock that never goes back */
export function createAdmission(
  limits: Partial<Limits> = {},
  now: () => number = () => performance.now(),
): Admission {
  const all = { ...defaultLimits, ...limits };
  const addresses = new Map<string, number>();
  const principals = new Map<string, number>();
  const connects = createRate(all, now);
  let open = 0;

  function refusal({ address, principal }: Asker): Refusal | undefined {
    if (open >= all.total) return tooMany(503, 10, `${all.total} streams are open here`);
    if ((addresses.get(address) ?? 0) >= all.perAddress)
      return tooMany(429, 60, `This address has ${all.perAddress} streams open`);
    if (principal && (principals.get(principal) ?? 0) >= all.perPrincipal)
      return tooMany(429, 60, `You have ${all.perPrincipal} streams open`);
    // Last: who is refused for another reason has used up nothing.
    return connects.take(address)
      ? undefined
      : tooMany(429, Math.ceil(1 / all.perSecond), 'This address connects too often');
  }

  function count({ address, principal }: Asker, change: 1 | -1): void {
    open += change;
    add(addresses, address, change);
    if (principal) add(principals, principal, change);
  }

  return {
    get open() {
      return open;
    },
    admit(asker) {
      const refused = refusal(asker);
      if (refused) return refused;
      count(asker, 1);
      let isTaken = true;
      return {
        leave() {
          if (isTaken) count(asker, -1);
          isTaken = false;
        },
      };
    },
  };
}

function tooMany(status: Refusal['status'], retryAfter: number, what: string): Refusal {
  const remedy = status === 503 ? 'Try again later.' : 'Close some, or wait.';
  return { status, retryAfter, sentence: `${what} already. ${remedy}` };
}

function add(counts: Map<string, number>, key: string, change: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
