namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>Test data that stands beside the repository, in a folder <c>shared</c> of one of the folders above; not part of the project.</summary>
internal static class SharedData
{
    /// <summary>The path of a file or folder of the shared data; the test is skipped where there is none.</summary>
    /// <param name="relative">Its path below <c>shared</c>.</param>
    /// <returns>The path.</returns>
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", relative);
            if (System.IO.Path.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"There is no folder shared/{relative} beside the repository.");
        return "";
    }
}
