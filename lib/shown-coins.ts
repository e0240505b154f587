/** Coins as people are told them, to the hundredth. A number and not its words: the plural of a sentence depends on it. */
export function shownCoins(coins: number): number {
  return Math.round(coins * 100) / 100;
}
