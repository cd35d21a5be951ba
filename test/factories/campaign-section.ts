import { campaignSection, type CampaignSection } from '../../src/domain/campaigns/campaign-section.js';

/** A small campaign: two demands, an ally and an adverse body, seats in English, Persian and Arabic. */
export function smallCampaign(slug = 'small'): CampaignSection {
  return campaignSection.parse({
    slug,
    languages: ['en', 'fa', 'ar'],
    statementDate: '2015-09-01',
    texts: {
      en: {
        title: 'Justice for the camp',
        summary: 'Short.',
        attribution: 'The campaign',
        statement: 'It happened.',
      },
      fa: { title: 'عدالت برای اردوگاه', summary: 'کوتاه.', attribution: 'کارزار', statement: 'رخ داد.' },
      ar: { title: 'العدالة للمخيم', summary: 'قصير.', attribution: 'الحملة', statement: 'لقد حدث.' },
    },
    demands: [demand('release', ['ally', 'accused']), demand('rights', ['ally'])],
    bodies: [
      {
        key: 'ally',
        kind: 'un',
        names: { en: 'The Council', fa: 'شورا', ar: 'المجلس' },
        disclosure: 'names',
        seats: [
          seat('president', 'en', 'president@ally.example', 'Madam President,'),
          seat('office', 'fa', 'office@ally.example', 'سرکار خانم،'),
        ],
      },
      {
        key: 'accused',
        kind: 'government',
        names: { en: 'The Government', fa: 'دولت', ar: 'الحكومة' },
        adverse: true,
        seats: [seat('premier', 'ar', 'premier@accused.example', 'دولة الرئيس،')],
      },
    ],
  });
}

function demand(key: string, to: string[]) {
  return {
    key,
    kind: 'release',
    openSince: '2013-09-01',
    status: { is: 'unmet', asOf: '2015-09-01', source: { en: 'The statement' } },
    to,
    texts: {
      en: { title: `Title of ${key}`, text: `Text of ${key}` },
      fa: { title: `عنوان ${key}`, text: `متن ${key}` },
      ar: { title: `عنوان ${key}`, text: `نص ${key}` },
    },
  };
}

function seat(key: string, language: string, email: string, salutation: string) {
  return {
    key,
    offices: { en: `Office of the ${key}`, fa: `دفتر ${key}`, ar: `مكتب ${key}` },
    salutations: { [language]: salutation },
    email,
    language,
    zone: 'UTC',
    officeHours: { from: '00:00', until: '23:59', weekdays: [1, 2, 3, 4, 5, 6, 7] },
    ratePerHour: 3600,
  };
}
