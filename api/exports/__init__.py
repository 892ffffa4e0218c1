"""What leaves the site as a file: pictures, PDF and one offline HTML file."""
