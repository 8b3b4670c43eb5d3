/** Which Graph API the runs write to, so that nobody takes a simulator for Meta, or Meta for a simulator. */
import type { About } from '../server/api';
import { Badge } from '../parts/badge';

/** Amber for a simulator, plain for Meta; a host in between may be either, and says so. */
export function GraphBadge({ graph: { host, kind } }: Pick<About, 'graph'>) {
  switch (kind) {
    case 'meta':
      return (
        <span title={`${host}: what runs write is real`}>
          <Badge tone="grey" glyph="lock">
            Meta <Host>{host}</Host>
          </Badge>
        </span>
      );
    case 'local':
      return (
        <span title={`${host}: no account of Meta’s is touched`}>
          <Badge tone="amber" glyph="alert">
            Simulator <Host>{host}</Host>
          </Badge>
        </span>
      );
    case 'other':
      return (
        <span title={`${host} is not Meta’s own address, and may lead there: take what runs write for real`}>
          <Badge tone="amber" glyph="alert">
            {host}
          </Badge>
        </span>
      );
  }
}

/** Where there is room for it; elsewhere it is in the title. */
const Host = ({ children }: { readonly children: string }) => <span className="bar-host">{children}</span>;
