/**
 * Where Microsoft keeps files and hands them out by addresses that need no token: SharePoint and OneDrive for Business of the public
 * and the national clouds. Nothing is fetched from, or sent to, any other host, wherever a message points.
 */
const endings = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn', '.svc.ms'] as const;

export function isSharedHost(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return endings.some((ending) => hostname.endsWith(ending) && hostname.length > ending.length);
}
