// Which clauses of which standards a rule gives evidence relevant to: data with edition, source and confidence. None is ever "met" by it.

import type { RuleId } from '../rule-ids.ts'
import { groups, type RuleGroup } from './groups.ts'

/** The mapping is data of its own, with its own version: a record says by which one it names clauses. */
export const controlsVersion = '1'

/** `text`: read in the standard's text; `secondary`: in another's copy of it; `unconfirmed`: neither, so check it first. */
type Confidence = 'text' | 'secondary' | 'unconfirmed'

export interface Clause {
  readonly id: string
  /** A paraphrase, never a quotation. */
  readonly about: string
  readonly confidence: Confidence
  readonly rules: readonly RuleId[]
}

interface Framework {
  readonly name: string
  readonly edition: string
  readonly source: string
  readonly clauses: readonly Clause[]
}

/** `from` names groups of rules by their letters. */
const clause = (id: string, about: string, confidence: Confidence, from: string): Clause => ({
  ...{ id, about, confidence },
  rules: [...from].flatMap((letter) => groups[letter as RuleGroup]),
})

const frameworks = {
  'nist-800-53': {
    name: 'NIST SP 800-53',
    edition: 'Revision 5',
    source: 'https://doi.org/10.6028/NIST.SP.800-53r5',
    clauses: [
      clause('AC-5', 'duties that need separation', 'text', 'AMDC'),
      clause('CM-3', 'changes reviewed, approved and recorded', 'text', 'A'),
      clause('CM-5', 'access for changes restricted', 'text', 'ADC'),
      clause('SA-10', 'only approved changes', 'text', 'AC'),
      clause('AC-2(2)', 'emergency accounts that end by themselves', 'text', 'B'),
      clause('AC-6', 'least privilege, and its use logged', 'text', 'BS'),
    ],
  },
  'nist-csf': {
    name: 'NIST Cybersecurity Framework',
    edition: '2.0',
    source: 'https://doi.org/10.6028/NIST.CSWP.29',
    clauses: [
      clause('PR.AA-05', 'permissions managed with separation of duties', 'text', 'ADC'),
      clause('ID.RA-07', 'changes and exceptions managed', 'unconfirmed', 'AB'),
    ],
  },
  ssdf: {
    name: 'NIST SSDF, SP 800-218',
    edition: '1.1',
    source: 'https://doi.org/10.6028/NIST.SP.800-218',
    clauses: [
      clause('PW.7.1', 'whether code review is used is decided', 'secondary', 'A'),
      clause('PW.7.2', 'code review done and recorded', 'secondary', 'A'),
      clause('PO.5.1', 'environments separated and protected', 'secondary', 'CD'),
    ],
  },
  'pci-dss': {
    name: 'PCI DSS',
    edition: '4.0.1',
    source: 'https://www.pcisecuritystandards.org/document_library/',
    clauses: [
      clause('6.2.3.1', 'reviewed by others than the author', 'secondary', 'AP'),
      clause('6.5.1', 'changes approved by documented procedures', 'secondary', 'ADBT'),
      clause('6.5.4', 'functions separated, only approved changes deployed', 'secondary', 'ADBT'),
      clause('8.6.1', 'system accounts used by people as an exception', 'unconfirmed', 'S'),
    ],
  },
  sox: {
    name: 'SOX section 404, by COSO and COBIT',
    edition: 'COSO 2013, COBIT 2019, AS 2201',
    source: 'https://pcaobus.org/oversight/standards/auditing-standards/details/AS2201',
    clauses: [
      clause('COSO P10–P12', 'control activities over technology', 'unconfirmed', 'ADBT'),
      clause('COBIT BAI06', 'changes managed, emergencies included', 'unconfirmed', 'ADBT'),
      clause('COBIT DSS06.03', 'roles and duties separated', 'unconfirmed', 'ADBT'),
    ],
  },
  dora: {
    name: 'DORA, with the regulatory standards on ICT risk management',
    edition: 'Regulation (EU) 2022/2554, Delegated Regulation (EU) 2024/1774',
    source: 'https://eur-lex.europa.eu/eli/reg_del/2024/1774/oj',
    clauses: [
      clause('2022/2554 Art. 9(4)(e)', 'changes tested, approved, recorded', 'secondary', 'ADCT'),
      clause('2024/1774 Art. 17(1)(b)', 'approval apart from implementation', 'text', 'AD'),
      clause('2024/1774 Art. 17(1)(f)', 'safeguards for emergency changes', 'text', 'B'),
      clause('2024/1774 Art. 17(1)(g)', 'emergency changes approved afterwards', 'text', 'B'),
    ],
  },
  'iso-27001': {
    name: 'ISO/IEC 27001',
    edition: '2022',
    source: 'https://www.iso.org/standard/27001',
    clauses: [
      clause('A.5.3', 'duties segregated', 'unconfirmed', 'ADCB'),
      clause('A.8.4', 'access to source code', 'unconfirmed', 'ADCB'),
      clause('A.8.32', 'change management', 'unconfirmed', 'ADCB'),
    ],
  },
  'soc-2': {
    name: 'SOC 2 Trust Services Criteria',
    edition: '2017, points of focus of 2022',
    source:
      'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
    clauses: [
      clause('CC6.3', 'access with segregation of duties', 'unconfirmed', 'ABDST'),
      clause('CC8.1', 'changes authorized, tested, approved', 'unconfirmed', 'ABDST'),
    ],
  },
  'owasp-cicd': {
    name: 'OWASP Top 10 CI/CD Security Risks',
    edition: '1.0',
    source: 'https://owasp.org/www-project-top-10-ci-cd-security-risks/',
    clauses: [clause('CICD-SEC-1', 'no single entity ships code alone', 'text', 'ADY')],
  },
  slsa: {
    name: 'SLSA Source track',
    edition: '1.2',
    source: 'https://slsa.dev/spec/v1.2/source-requirements',
    clauses: [clause('Two-party review', 'two trusted people saw the final change', 'text', 'A')],
  },
} as const satisfies Readonly<Record<string, Framework>>

export type FrameworkId = keyof typeof frameworks

export const frameworkIds = Object.keys(frameworks) as readonly FrameworkId[]

export const frameworkOf = (id: FrameworkId): Framework => frameworks[id]

/** "pci-dss 6.5.4": each clause of these frameworks to which the rule is relevant. */
export const clausesOf = (rule: string, selected: readonly FrameworkId[]): readonly string[] =>
  selected.flatMap((framework) =>
    frameworkOf(framework)
      .clauses.filter(({ rules }) => (rules as readonly string[]).includes(rule))
      .map(({ id }) => `${framework} ${id}`),
  )
