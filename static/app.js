// Every page works without this: forms post, links lead on. What is here makes it quicker and saves as one goes.

import "./regions.js";
import "./drafts.js";
import "./keys.js";
