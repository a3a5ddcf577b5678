namespace LlmAspire.Tests.LocalHosting;

/// <summary>A limit for one awaited step, so that what never comes is a failure and not a hang.</summary>
internal static class TestDeadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Ends with the test, or 20 s from now. Fetching packages has a limit of its own.</summary>
    public static CancellationToken Token()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return limit.Token;
    }
}
