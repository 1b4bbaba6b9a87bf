/**
 * Where a reader reports an error: a new issue of the repository, or a letter to the site's
 * contact. None where the site has neither.
 */
export function reportAddress(
  site: { repository: string | null; contact: string | null },
  title: string,
  page: string | undefined,
): string | undefined {
  const body = page ?? '';
  if (site.repository !== null) {
    return `${site.repository}/issues/new?${new URLSearchParams({ title, body })}`;
  }
  if (site.contact === null) return undefined;
  const [subject, text] = [title, body].map(encodeURIComponent);
  return `mailto:${site.contact}?subject=${subject}&body=${text}`;
}
