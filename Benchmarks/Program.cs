using BenchmarkDotNet.Running;
using LlmAspire.Benchmarks.Load;

return args switch
{
    ["load", .. var rest] => await LoadComparison.RunAsync(rest),
    ["plain-yarp", .. var rest] => PlainYarp.Run(rest),
    _ => RunMicroBenchmarks(args),
};

static int RunMicroBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(PlainYarp).Assembly).Run(args);
    return 0;
}
