set -e
cd $(mktemp -d); D=/tmp/w/law/.venv/bin/dpo-console
$D init h >/dev/null 2>&1 || $D init h
d() { $D --home h --today 2026-11-09 "$@"; }
d add sar --received 2026-11-02 --requester "Jane Doe" --subject "Tom Doe"
d fact SAR-2026-0001 clarification_requested --on 2026-11-04
d show SAR-2026-0001 --json | python3 -c "import json,sys; c=json.load(sys.stdin)['clock']; print(c['due'],c['status'],*c['warnings'],sep='\n')"
d explain SAR-2026-0001
d fact SAR-2026-0001 clarification_requested --note "Which years?"
d fact SAR-2026-0001 clarification_received --on 2026-11-09
d show SAR-2026-0001 --json | python3 -c "import json,sys; c=json.load(sys.stdin); print([(f['id'],f['name'],f['on'],f['superseded_by']) for f in c['facts']]); c=c['clock'];print(c['due'],c['status'],*c['warnings'],sep='\n')"
d fact SAR-2026-0001 extension_notified
d correct SAR-2026-0001 5 --on 2026-11-09 --why "Complex: nine mailboxes"
d show SAR-2026-0001
d undo SAR-2026-0001 || true
d add breach --received 2026-11-07T09:00 --requester Ben
d fact BRC-2026-0001 not_reportable --note "it is fine really" || true
d particulars BRC-2026-0001 likelihood=unlikely severity=low
d fact BRC-2026-0001 not_reportable || true
d fact BRC-2026-0001 not_reportable --note "it is fine really"
