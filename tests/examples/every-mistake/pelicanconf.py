SITEURL = "https://connect.ashmoor.gov.uk"
SUGGEST_EMAIL = "suggest@example.org"
