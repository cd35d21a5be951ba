/** The two organizers of the demo: the one plans and submits, the other approves. */
export const organizers = {
  submitter: { email: 'nasrin@organizers.demo.example', name: 'Nasrin (demo)', locale: 'fa' },
  approver: { email: 'jonas@organizers.demo.example', name: 'Jonas (demo)', locale: 'en' },
} as const;

/** Three supporters, each in a language of their own. */
export const supporters = [
  { locale: 'en', name: 'Sarah Whitfield', email: 'sarah@supporters.demo.example' },
  { locale: 'fa', name: 'پریسا نوری', email: 'parisa@supporters.demo.example' },
  { locale: 'ar', name: 'ليلى حداد', email: 'layla@supporters.demo.example' },
] as const;

/** Whether an address is of the demo; nobody else can have one, since `.example` belongs to nobody (RFC 2606). */
export function isOfTheDemo(address: string): boolean {
  return address.toLowerCase().endsWith('.demo.example');
}
