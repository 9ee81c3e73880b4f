import type { ApiError } from '../../lib/api/api-error';

export default function RefusalText({ error }: { error: ApiError | undefined }) {
  return error ? (
    <p className="small warn" role="alert">
      {error.detail}
    </p>
  ) : null;
}
