export type Account = ReturnType<typeof createPlace>['account'];

/** Where a reader stands, by the IDs it hears, and what is wrong. */
export function createPlace() {
  const account = { heard: 0, lost: 0, twice: 0, resets: 0, delay: 0 };
  let id = '';
  let isReset = false;
  return {
    account,
    id: () => id,
    // #region take
    /** One line of an event stream. @returns an event's time */
    take(line: string): number | undefined {
      if (line === 'event: reset') isReset = true;
      if (line.startsWith('id: ')) count(line.slice(4));
      if (!line.startsWith('data: {"at":')) return undefined;
      return parseFloat(line.slice(12, 40));
    },
    // #endregion take
  };

  function count(next: string): void {
    const step = id ? numberOf(next) - numberOf(id) : 1;
    id = next;
    // What is missing was said to be missing.
    if (isReset) account.resets += 1;
    else {
      account.heard += 1;
      if (step > 1) account.lost += step - 1;
      if (step < 1) account.twice += 1;
    }
    isReset = false;
  }
}

const numberOf = (id: string): number => Number(id.split('-').at(-1));
