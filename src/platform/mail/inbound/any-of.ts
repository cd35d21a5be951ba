/** Matches any of some patterns, whatever their case; a table of words by language reads better than one long line. */
export function anyOf(patterns: readonly string[], before = ''): RegExp {
  return new RegExp(`${before}(?:${patterns.join('|')})`, 'imu');
}
