import { css } from '@emotion/css';
import { type PanelProps, renderTextPanelMarkdown, textUtil } from '@grafana/data';
import { RenderUserContentAsHTML } from '@grafana/ui';
import { definePanel } from './definePanel';

interface TextOptions {
  mode: 'markdown' | 'html' | 'code';
  content: string;
}

const scroll = css({ height: '100%', overflow: 'auto' });

function TextPanel({ options, replaceVariables }: PanelProps<TextOptions>) {
  const { mode, content } = options;
  if (mode === 'code') {
    return <pre className={scroll}>{replaceVariables(content)}</pre>;
  }
  // Variables' values may hold markup of someone else's: the page is sanitized after they were put in.
  const html =
    mode === 'html'
      ? textUtil.sanitizeTextPanelContent(replaceVariables(content, {}, 'html'))
      : renderTextPanelMarkdown(replaceVariables(content, {}, 'html'));
  return <RenderUserContentAsHTML className={`markdown-html ${scroll}`} content={html} />;
}

export const text = definePanel<TextOptions>({
  id: 'text',
  name: 'Text',
  panel: TextPanel,
  skipDataQuery: true,
  options: { mode: 'markdown', content: '' },
});
