"""The page that proposes a shared clustering, with the bill for each department."""
