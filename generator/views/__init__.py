"""What each page may show: a view is closed, and a page is a function of its view and its layout."""
