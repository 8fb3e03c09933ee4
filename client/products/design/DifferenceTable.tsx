import type { Difference } from '../../../shared/model/productVersion.ts';
import { t } from '../../ui/i18n.ts';
import { valueInWords, wayInWords } from './differenceWords.ts';

type TableProps = {
  label: string;
  before: string;
  after: string;
  differences: readonly Difference[];
  /** Of each difference, the side that will stay, where that is to be seen. */
  stays?(path: string): 'before' | 'after';
};

/** Where two things differ, a line each. */
export function DifferenceTable({ label, before, after, differences, stays }: TableProps) {
  return (
    <div class="table-frame">
      <table class="differences" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('design.what')}</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={difference.path}>
              <th scope="row">{wayInWords(difference.path)}</th>
              {(['before', 'after'] as const).map((side) => (
                <td key={side} class={stays && stays(difference.path) !== side ? 'goes' : undefined}>
                  <bdi>{valueInWords(difference[side])}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
