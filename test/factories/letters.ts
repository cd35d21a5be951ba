import { type LetterSection, letterSection } from '../../src/domain/letters/letter-section.js';

const toBodies = `{{ salutation }}

{{ count }} people ({{ count_as_of }}) write to {{ body.name }}, {{ seat.office }}.

{% for demand in demands %}
- **{{ demand.title }}**: {{ demand.text }} ({{ demand.days_open }} days, {{ demand.status }} as of {{ demand.as_of }})
{% endfor %}

{{ letter_date }}\\
<{{ campaign.url }}>
`;

const kept = `{{ anniversary.ordinal }} / {{ anniversary.years }} / {{ anniversary.date }}\n\n${toBodies}`;

const toSupporters = `Dear {{ name }},

{{ anniversary.ordinal }} year: {{ count }} of us.

[My signature]({{ me_url }})

[Unsubscribe]({{ unsubscribe_url }})
`;

const inAll = (body: string) => ({
  en: { subject: '{{ campaign.title }}', body },
  fa: { subject: '{{ campaign.title }}', body },
  ar: { subject: '{{ campaign.title }}', body },
});

/** A letter to both bodies, one for the anniversary, and one to the supporters. */
export function smallLetters(): LetterSection {
  return letterSection.parse([
    { key: 'appeal', audience: 'bodies', bodies: ['ally', 'accused'], texts: inAll(toBodies) },
    {
      key: 'anniversary',
      audience: 'bodies',
      occasion: 'anniversary',
      bodies: ['ally', 'accused'],
      texts: inAll(kept),
    },
    { key: 'news', audience: 'supporters', occasion: 'anniversary', texts: inAll(toSupporters) },
  ]);
}
