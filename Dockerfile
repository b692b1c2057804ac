# Verbatim with the articles of corpus/; everything that it keeps is in /verbatim/data.
FROM python:3.13-slim

# Pillow loads it to shape the letters of Arabic, Hebrew, Hindi and Thai in pictures.
RUN apt-get update && apt-get install -y --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /verbatim
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
RUN pip install --no-cache-dir -c constraints.txt . \
    && useradd --system --no-create-home verbatim \
    && install -d -o verbatim data
COPY corpus corpus

USER verbatim
VOLUME /verbatim/data
HEALTHCHECK --interval=30s --start-period=1m CMD test -n "$(find /tmp/healthy -mmin -1)"
# The health file is set here, since an empty one in .env would win over ENV.
CMD ["env", "VERBATIM_HEALTH_FILE=/tmp/healthy", "verbatim", "run"]
