const layers = ['kernel', 'platform', 'domain', 'web', 'apps'];
const modules = [
  'audit', 'keys', 'intake', 'dispatch', 'organizers', 'bodies', 'campaigns', 'signatures', 'transparency', 'letters',
  'mailings', 'anniversaries', 'handovers', 'integrations', 'privacy',
]; // prettier-ignore

/** Each name may import those before it, never those behind it. */
const upward = (names, root) =>
  names.slice(0, -1).map((name, i) => ({
    name: `${name}-looks-down-only`,
    severity: 'error',
    from: { path: `^src/${root}${name}/` },
    to: { path: `^src/${root}(${names.slice(i + 1).join('|')})/` },
  }));

const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: { pathNot: '(\\.rules\\.ts$|^src/kernel/)' },
    },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'doors-are-strangers',
      severity: 'error',
      from: { path: '^src/web/(site|console|osdi|inbound|ops)/' },
      to: { path: '^src/web/(site|console|osdi|inbound|ops)/', pathNot: '^src/web/$1/' },
    },
    only('queues-behind-platform-jobs', '^src/(platform/jobs|apps)/', 'node_modules/bullmq/'),
    only('prometheus-behind-platform-metrics', '^src/platform/metrics/', 'node_modules/prom-client/'),
    only('mail-behind-platform-mail', '^src/platform/mail/', 'node_modules/(nodemailer|imapflow)/'),
    only('pictures-behind-platform-pictures', '^src/platform/pictures/', 'node_modules/sharp/'),
    {
      name: 'no-http-in-the-domain',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '(node_modules/(fastify|@fastify|@nestjs/platform-fastify)/|^src/platform/http/)' },
    },
    ...upward(layers, ''),
    ...upward(modules, 'domain/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
