/** The scope of what belongs to no campaign: organizers' and seats' addresses, the suppression key. */
export const INSTANCE_SCOPE = '00000000-0000-4000-8000-000000000001';
