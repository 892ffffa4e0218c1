"""What a comparison or a proposal finds, in words and rows: for the pages and the command line alike."""
