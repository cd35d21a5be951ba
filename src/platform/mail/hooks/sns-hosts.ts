const HOST = /^sns\.[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?$/;

/** Whether a URL leads to Amazon SNS itself, by TLS, on the usual port: `https://sns.<region>.amazonaws.com[.cn]/…`. */
function isOfSns(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  return protocol === 'https:' && HOST.test(hostname) && port === '' && username === '' && password === '';
}

/** Whether a certificate may be fetched there; whoever names another place wants us to believe his own. */
export function isCertificateUrl(text: string): boolean {
  if (!isOfSns(text)) return false;
  const { pathname, search, hash } = new URL(text);
  return (
    /^\/SimpleNotificationService-[0-9A-Za-z]{8,64}\.pem$/.test(pathname) && search === '' && hash === ''
  );
}

/** Whether visiting a URL confirms the subscription to this topic and does nothing else. */
export function isSubscribeUrl(text: string, topicArn: string): boolean {
  if (!isOfSns(text)) return false;
  const { pathname, searchParams } = new URL(text);
  return (
    pathname === '/' &&
    searchParams.get('Action') === 'ConfirmSubscription' &&
    searchParams.get('TopicArn') === topicArn
  );
}
