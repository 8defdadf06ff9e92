// All pages: what the design system and the search field do with a script, which every page does without as well.
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import "../styles/pages.scss";
import "./search";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const each of document.querySelectorAll('[data-module="govuk-service-navigation"]')) new ServiceNavigation(each);
for (const each of document.querySelectorAll('[data-module="govuk-skip-link"]')) new SkipLink(each);
