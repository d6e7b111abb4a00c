"""What a document says about itself: title, issuer, number, dates, period, superior plans."""
