import { z } from 'zod';

/** Whoever asks for a sign-in link says where it should go; what is no address gets the same answer. */
export const askLinkForm = z.object({ email: z.string().max(400).catch('') });
export type AskLinkForm = z.infer<typeof askLinkForm>;
