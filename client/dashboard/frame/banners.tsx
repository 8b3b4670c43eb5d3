/**
 * What keeps runs from moving, or this page from knowing: said at the page's lower edge, where it pushes nothing away, for
 * as long as it lasts, with what still works.
 */
import { useQuery } from '@tanstack/react-query';
import { readinessQuery } from '../server/queries';
import { bannerOf } from './banner-of';
import { Glyph } from '../parts/glyph';
import './banners.css';

/** The banners of now; none where all is well. */
export function Banners() {
  const { data, isError } = useQuery(readinessQuery);
  const banner = bannerOf(data?.checks, { isServerAway: isError });
  return (
    <div className="banners" role="status" aria-live="polite">
      {banner && (
        <div className="banner">
          <Glyph name="alert" size={16} />
          <p>
            <strong>{banner.title}</strong> {banner.text}
          </p>
        </div>
      )}
    </div>
  );
}
