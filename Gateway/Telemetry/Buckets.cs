namespace LlmAspire.Gateway.Telemetry;

/// <summary>Histogram boundaries.</summary>
internal static class Buckets
{
    /// <summary>Seconds, as the OpenTelemetry GenAI conventions advise for durations and times to the first chunk.</summary>
    public static readonly double[] Convention = [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>Seconds, as the reference has them.</summary>
    public static readonly double[] Reference = [.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120];

    /// <summary>Seconds from 10 microseconds: our own share of a call.</summary>
    public static readonly double[] Own = [.00001, .000025, .00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .5, 1];

    /// <summary>Tokens: the powers of four that the conventions advise.</summary>
    public static readonly long[] Tokens =
        [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];
}
