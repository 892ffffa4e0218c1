"""The command line: where the parts are put together. The only folder of ``api`` that knows ``etl``."""
