// Brings GOV.UK Frontend's components to life; every page works without this too.
// Only those that pages have: tests/web/test_assets.py tells when one is missing here.
import { Button, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink, createAll } from "govuk-frontend";

for (const part of [Button, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink]) createAll(part);
