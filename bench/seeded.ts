/** Numbers from 0 to 1 that look random and are the same for the same seed (Lehmer's generator, 48271). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
