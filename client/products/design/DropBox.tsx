import { useSignal } from '@preact/signals';
import { sayError } from '../../ui/toast.tsx';
import { type ChosenFile, readDrop } from './chosenFiles.ts';
import { DesignIcon } from './icons.tsx';

type DropBoxProps = {
  label: string;
  accept?: string;
  onFiles(files: ChosenFile[]): void;
  read(files: Iterable<File>): ChosenFile[];
};

/** A place of its own for files: drop them, or press it and choose. */
export function DropBox({ label, accept, onFiles, read }: DropBoxProps) {
  const over = useSignal(false);
  return (
    <label
      class={`drop-box file-button ${over.value ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        void readDrop(event.dataTransfer!).then(onFiles, sayError);
      }}
    >
      <DesignIcon name="upload" />
      <span>{label}</span>
      <input
        type="file"
        multiple
        class="visually-hidden"
        accept={accept}
        onChange={(event) => {
          onFiles(read(event.currentTarget.files ?? []));
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
