/** How many numbers between the first and the last never came. */
export function missing(numbers: number[]): number {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first - 1;
  return last - first + 1 - numbers.length;
}
