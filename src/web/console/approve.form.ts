import { z } from 'zod';

/** What an approval names: the sha256 that the page showed; and, where statuses are old, the word that they may go out. */
export const approveForm = z.object({
  seen: z.string().regex(/^[0-9a-f]{64}$/),
  acknowledge: z.literal('yes').optional(),
});
export type ApproveForm = z.infer<typeof approveForm>;
