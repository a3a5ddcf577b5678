using LlmAspire.LocalHosting.Dashboard;
using LlmAspire.LocalHosting.Downloads;

// What the build calls (build/Dashboard.targets). Exit code 0 even when nothing could be fetched: the app runs without the dashboard.
if (args is not ["fetch-dashboard"])
{
    Console.Error.WriteLine("Usage: dotnet LocalHosting.dll fetch-dashboard");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    await new DashboardFetcher(new UserCache(), Console.Out.WriteLine).FetchAsync(stop.Token);
}
catch (DownloadException error)
{
    Console.Out.WriteLine(error.Message);
}
catch (OperationCanceledException)
{
    return 130;
}

return 0;
