// How a page looks: in light and in dark, on a narrow screen, and on paper.
import { html } from './elements.ts'

/** No text of a record may come in here. */
export const sheet = html`<style>
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --tint: #f3f5f8; --rule: #d1d9e0;
  --alarm: #b3121d; --doubt: #7a4f00; --good: #116329; --mark: #fff1c2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --paper: #0d1117; --tint: #161b22;
  --rule: #3d444d; --alarm: #ff8b85; --doubt: #e3b341; --good: #5bd272; --mark: #3f3210; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 0.95rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.25rem 0 0.4rem; }
p, ul, ol, dl { margin: 0.4rem 0; }
header { border-left: 0.5rem solid var(--soft); padding: 0.25rem 0 0.25rem 1rem; }
header.fail { border-color: var(--alarm); } header.pass { border-color: var(--good); }
header.undetermined, header.pass-with-exception { border-color: var(--doubt); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; }
dt { color: var(--soft); } dd { margin: 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--rule); padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; min-width: 8rem; }
th { font-weight: 600; } thead th { background: var(--tint); overflow-wrap: normal; }
.line { display: block; } .line + .line { margin-top: 0.15rem; }
.alarm { color: var(--alarm); } .doubt { color: var(--doubt); font-weight: 600; } .soft { color: var(--soft); } .time { white-space: nowrap; }
ol.chain { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
ol.chain li { border: 1px solid var(--rule); border-radius: 0.4rem; padding: 0.4rem 0.7rem; background: var(--tint); }
ol.chain li.conflict { border: 2px solid var(--alarm); }
ol.chain li + li::before { content: "\\2192\\a0" / ""; color: var(--soft); }
.code table { font: 0.85rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
.code th, .code td { border: 0; padding: 0 0.6rem; min-width: 0; }
.code tbody th { color: var(--soft); font-weight: 400; text-align: right; width: 1%; }
.code td:nth-child(2) { white-space: pre-wrap; min-width: 16rem; }
mark { background: var(--mark); color: inherit; }
@page { size: A4; margin: 12mm; }
@media print { :root { --ink: #000000; --soft: #444444; --paper: #ffffff; --tint: #f3f5f8; --rule: #b8bfc7;
  --alarm: #b3121d; --doubt: #7a4f00; --good: #116329; --mark: #fff1c2; color-scheme: light; }
  body { font-size: 7.5pt; line-height: 1.3; padding: 0; max-width: none; }
  h1 { font-size: 13pt; margin-bottom: 2mm; } h2 { font-size: 10.5pt; margin: 3mm 0 1mm; } h3 { font-size: 8.5pt; margin: 2mm 0 0.7mm; }
  h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } thead { display: table-header-group; }
  th, td { padding: 0.4mm 1mm; min-width: 0; } p, ul, ol, dl { margin: 0.7mm 0; } .table { overflow: visible; }
  tbody th { min-width: 20mm; } .code tbody th { min-width: 0; }
  .facts { columns: 2; column-gap: 5mm; }
  header, thead th, mark, ol.chain li { print-color-adjust: exact; } .code table { font-size: 7pt; line-height: 1.2; } }
</style>`
