// Brings GOV.UK Frontend's components to life; every page works without this too.
import { initAll } from "./vendor/govuk-frontend.js";

initAll();
