// The module is loaded first, then what shows its findings.
import "./client";
import "./page";
