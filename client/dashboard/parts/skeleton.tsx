/** What stands in a place until its content has come: of the same size, so that nothing jumps. */
import './skeleton.css';

/** Lines of text that are on their way; `heights` in pixels, one for each. */
export function Skeleton({
  heights,
  label = 'Loading',
}: {
  readonly heights: readonly number[];
  readonly label?: string;
}) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {heights.map((height, index) => (
        <span key={index} style={{ height }} />
      ))}
    </div>
  );
}

/** Rows of a table that are on their way. */
export const SkeletonRows = ({ rows }: { readonly rows: number }) => (
  <Skeleton heights={Array.from({ length: rows }, () => 28)} />
);
