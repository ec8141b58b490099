"""It is shown: feedback pages, the class report, exports."""
