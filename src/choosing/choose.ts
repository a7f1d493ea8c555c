// Which way, from a reader's answers: pure, for the page as for the build.
import {
  questions,
  rules,
  ways,
  type Answers,
  type Question,
  type Rule,
  type Way,
} from './rules.ts';

export type Choice = {
  way: Way;
  /** Those of its rules that follow from the answers. */
  reasons: Rule[];
  isOut: boolean;
  /** Reasons for less reasons against. */
  balance: number;
};

/** Whether everything that a rule asks for has been answered so. */
export function applies({ when }: Pick<Rule, 'when'>, answers: Answers): boolean {
  return Object.entries(when).every(
    ([question, answer]) => answers[question as Question] === answer,
  );
}

/** The ways in the order of their balance, those that cannot be done last; ties stay in the rules' order. */
export function choose(answers: Answers): Choice[] {
  return ways
    .map((way) => choiceOf(way, answers))
    .sort((a, b) => Number(a.isOut) - Number(b.isOut) || b.balance - a.balance);
}

function choiceOf(way: Way, answers: Answers): Choice {
  const reasons = rules.filter((rule) => rule.way === way && applies(rule, answers));
  const count = (verdict: Rule['verdict']) =>
    reasons.filter((reason) => reason.verdict === verdict).length;
  return { way, reasons, isOut: count('out') > 0, balance: count('for') - count('against') };
}

/** The ways that are first, if any reason speaks for them at all. */
export function bestOf(choices: Choice[]): Way[] {
  const [first] = choices;
  if (!first || first.isOut || first.balance <= 0) return [];
  return choices
    .filter(({ isOut, balance }) => !isOut && balance === first.balance)
    .map(({ way }) => way);
}

/** The answers in an address's query; what is none is left out, and told. */
export function answersIn(query: URLSearchParams): { answers: Answers; unknown: string[] } {
  const answers: Answers = {};
  const unknown: string[] = [];
  for (const [name, value] of query) {
    const known = (questions as Record<string, readonly string[] | undefined>)[name];
    if (known?.includes(value)) answers[name as Question] = value;
    else unknown.push(`${name}=${value}`);
  }
  return { answers, unknown };
}
